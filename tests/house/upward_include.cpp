// Must not compile: its target links the model alone, and the program's headers are not to be found from there.
#include "models/stream.h"
#include "sim/ensemble/plan.h"
