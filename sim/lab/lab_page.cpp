#include "sim/lab/lab_page.h"

#include <array>
#include <fstream>
#include <iterator>

#include "output/files/file_error.h"

namespace fulcrum {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPlace = "{{data}}";

fs::path program_folder() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

// JSON inside a script element: no text in it may end the element or begin a comment. '<' stands only inside strings.
std::string inside_script(const std::string& json) {
  std::string safe;
  safe.reserve(json.size());
  for (const char c : json) c == '<' ? safe += "\\u003c" : safe += c;
  return safe;
}

}  // namespace

fs::path built_lab_page() {
  const fs::path program = program_folder();
  for (const fs::path& path : std::array{program / "../lab/lab.html", program / "../share/fulcrum/lab.html"})
    if (std::error_code error; fs::is_regular_file(path, error)) return path;
  throw FileError("lab.html",
                  "this program was built without the lab, whose engine needs Emscripten: `scripts/install_dependencies lab` "
                  "installs it, and `cmake --build --preset release --target fulcrum_lab` builds the page");
}

std::string lab_page(const std::string& data) {
  const fs::path path = built_lab_page();
  std::ifstream in(path, std::ios::binary);
  std::string page{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const std::size_t at = page.find(kPlace);
  if (in.bad() || at == std::string::npos) throw FileError(path, "this is no whole page of the lab; build it again");
  return page.replace(at, kPlace.size(), inside_script(data));
}

}  // namespace fulcrum
