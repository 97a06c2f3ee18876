#include "output/briefing/script.h"

#include <duktape.h>
#include <fmt/core.h>

#include <stdexcept>

namespace fulcrum {

namespace {

duk_context* context(void* heap) { return static_cast<duk_context*>(heap); }

[[noreturn]] void fail(duk_context* duk, const std::string& where) {
  const std::string error = duk_safe_to_string(duk, -1);
  duk_pop(duk);
  throw std::runtime_error(fmt::format("drawing failed in {}: {}", where, error));
}

// Duktape keeps characters beyond the basic plane as two surrogates of three bytes each (CESU-8); files want four bytes.
std::string utf8(const std::string& cesu) {
  std::string text;
  for (std::size_t i = 0; i < cesu.size(); ++i) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(cesu[at]); };
    const bool pair =
        i + 5 < cesu.size() && byte(i) == 0xed && (byte(i + 1) & 0xf0) == 0xa0 && byte(i + 3) == 0xed && (byte(i + 4) & 0xf0) == 0xb0;
    if (!pair) {
      text += cesu[i];
      continue;
    }
    const unsigned high = (byte(i + 1) & 0x0fu) << 6 | (byte(i + 2) & 0x3fu), low = (byte(i + 4) & 0x0fu) << 6 | (byte(i + 5) & 0x3fu);
    const unsigned point = 0x10000u + (high << 10 | low);
    for (const unsigned shift : {18u, 12u, 6u, 0u})
      text += static_cast<char>(shift == 18 ? 0xf0u | point >> 18 : 0x80u | (point >> shift & 0x3fu));
    i += 5;
  }
  return text;
}

// Duktape's own sort leaves equal elements in an order that differs from run to run; that of the language keeps the order they had.
constexpr const char* kStableSort = R"(Array.prototype.sort = function (compare) {
  var order = compare || function (a, b) { a = String(a); b = String(b); return a < b ? -1 : a > b ? 1 : 0; };
  var n = this.length, from = [], to, i, width, start, a, b, middle, end;
  for (i = 0; i < n; ++i) from.push(this[i]);
  for (width = 1; width < n; width *= 2) {
    to = [];
    for (start = 0; start < n; start += 2 * width) {
      a = start, b = middle = Math.min(start + width, n), end = Math.min(start + 2 * width, n);
      while (a < middle || b < end) to.push(a < middle && (b >= end || order(from[a], from[b]) <= 0) ? from[a++] : from[b++]);
    }
    from = to;
  }
  for (i = 0; i < n; ++i) this[i] = from[i];
  return this;
};)";

// What the charts expect of their surroundings.
constexpr const char* kSurroundings =
    "var globalThis = this, global = this; var console = {log: function () {}, warn: function () {}, error: function () {}};"
    "var setTimeout = function () { return 0; }; var clearTimeout = function () {};";

}  // namespace

Script::Script() : heap_(duk_create_heap_default(), [](void* heap) { duk_destroy_heap(context(heap)); }) {
  if (!heap_) throw std::runtime_error("no memory for the script engine");
  load("stable sort", kStableSort);
  load("surroundings", kSurroundings);
}

void Script::load(const std::string& name, const std::string& source) {
  duk_context* duk = context(heap_.get());
  duk_push_lstring(duk, source.data(), source.size());
  duk_push_lstring(duk, name.data(), name.size());
  if (duk_pcompile(duk, 0) != 0 || duk_pcall(duk, 0) != 0) fail(duk, name);
  duk_pop(duk);
}

void Script::define(const std::string& name, const std::string& value) {
  duk_context* duk = context(heap_.get());
  duk_push_lstring(duk, value.data(), value.size());
  duk_put_global_lstring(duk, name.data(), name.size());
}

std::string Script::text(const std::string& expression) {
  duk_context* duk = context(heap_.get());
  if (duk_peval_lstring(duk, expression.data(), expression.size()) != 0) fail(duk, expression);
  duk_size_t length = 0;
  const char* start = duk_safe_to_lstring(duk, -1, &length);
  std::string text(start, length);
  duk_pop(duk);
  return utf8(text);
}

}  // namespace fulcrum
