/// \file
/// Runs the charts' script inside the program, so that pictures need no browser. The only place that knows Duktape.
#pragma once

#include <memory>
#include <string>

namespace fulcrum {

/// A script engine without files, network or clock of its own. One thread at a time.
class Script {
 public:
  Script();
  /// Runs a piece of script. Throws std::runtime_error with what went wrong; `name` says where.
  void load(const std::string& name, const std::string& source);
  /// Makes a text known under a name.
  void define(const std::string& name, const std::string& value);
  /// Value of an expression as text [UTF-8].
  std::string text(const std::string& expression);

 private:
  std::unique_ptr<void, void (*)(void*)> heap_;
};

}  // namespace fulcrum
