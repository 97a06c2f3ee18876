// The tests share one precompiled header; the program that has it needs a source, and does nothing.
int main() {}
