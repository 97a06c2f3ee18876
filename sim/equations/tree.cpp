#include "sim/equations/tree.h"

#include <cctype>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace fulcrum {

namespace {

// Recursive descent; sums bind less than products, and comparisons least.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  EquationTree whole() {
    EquationTree tree = comparison();
    skip_blanks();
    if (at_ != text_.size()) fail("what follows is no operation");
    return tree;
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw std::logic_error("equation '" + std::string(text_) + "', character " + std::to_string(at_ + 1) + ": " + why);
  }
  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(std::string_view word) {
    skip_blanks();
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  void want(std::string_view word) {
    if (!take(word)) fail("'" + std::string(word) + "' is missing");
  }
  static EquationTree call(std::string name, std::vector<EquationTree> parts) {
    return {EquationTree::Kind::kCall, 0, std::move(name), false, std::move(parts)};
  }

  EquationTree comparison() {
    EquationTree left = sum();
    for (const char* sign : {"<=", ">=", "<", ">"})
      if (take(sign)) return call(sign, {std::move(left), sum()});
    return left;
  }
  EquationTree sum() {
    EquationTree left = product();
    for (;;) {
      if (take("+"))
        left = call("+", {std::move(left), product()});
      else if (take("-"))
        left = call("-", {std::move(left), product()});
      else
        return left;
    }
  }
  EquationTree product() {
    EquationTree left = single();
    for (;;) {
      if (take("*"))
        left = call("*", {std::move(left), single()});
      else if (take("/"))
        left = call("/", {std::move(left), single()});
      else
        return left;
    }
  }
  EquationTree single() {
    skip_blanks();
    if (take("(")) {
      EquationTree inner = comparison();
      want(")");
      return inner;
    }
    if (at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0) return number();
    return name_or_call();
  }
  EquationTree number() {
    EquationTree tree;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), tree.number);
    if (error != std::errc()) fail("no number");
    at_ = static_cast<std::size_t>(end - text_.data());
    return tree;
  }
  EquationTree name_or_call() {
    const std::size_t from = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_' || text_[at_] == '.'))
      ++at_;
    if (from == at_) fail("a number, a name or '(' is missing");
    std::string name(text_.substr(from, at_ - from));
    if (take("(")) return call(std::move(name), arguments());
    return {EquationTree::Kind::kName, 0, std::move(name), take("'"), {}};
  }
  std::vector<EquationTree> arguments() {
    std::vector<EquationTree> parts{comparison()};
    while (take(",")) parts.push_back(comparison());
    want(")");
    return parts;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

EquationTree read_equation(std::string_view text) { return Reader(text).whole(); }

}  // namespace fulcrum
