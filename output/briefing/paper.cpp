#include "output/briefing/paper.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <ostream>
#include <string_view>
#include <vector>

#include "output/briefing/other_program.h"
#include "output/files/file_error.h"
#include "output/files/private_folder.h"
#include "output/files/whole_file.h"

namespace fulcrum {

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 4> kBrowsers{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"};
constexpr std::chrono::minutes kLongest{5};

// A path as a browser's address: what has a meaning in addresses is written in its code (RFC 3986).
std::string address_of(const fs::path& path) {
  std::string address = "file://";
  for (const unsigned char c : path.string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("/-_.~").find(static_cast<char>(c)) != std::string_view::npos;
    address += plain ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
  }
  return address;
}

// The browser has its own profile, sees no network, and keeps its sandbox unless it would not start: Chromium has none for root.
std::vector<std::string> command_line(const fs::path& browser, const fs::path& folder) {
  std::vector<std::string> words{browser.string(),
                                 "--headless",
                                 "--disable-gpu",
                                 "--no-first-run",
                                 "--no-pdf-header-footer",
                                 "--disable-breakpad",
                                 "--disable-background-networking",
                                 "--host-resolver-rules=MAP * ~NOTFOUND",
                                 "--user-data-dir=" + (folder / "profile").string(),
                                 "--print-to-pdf=" + (folder / "page.pdf").string()};
  if (::geteuid() == 0) words.emplace_back("--no-sandbox");
  words.push_back(address_of(folder / "page.html"));
  return words;
}

// Empty unless it is there with its beginning and its end.
std::string whole_pdf(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  constexpr std::size_t kTail = 32;
  const bool whole = bytes.starts_with("%PDF-") && bytes.find("%%EOF", bytes.size() - std::min(bytes.size(), kTail)) != std::string::npos;
  return whole ? bytes : std::string();
}

}  // namespace

void print_page(const std::string& page, const fs::path& pdf) {
  const fs::path browser = find_program(kBrowsers);
  if (browser.empty())
    throw FileError(pdf,
                    "a browser prints it, and PATH has no chromium or google-chrome; install one (Debian: apt install chromium), or print "
                    "the page of --format html");
  const HeldSignals signals;  // first made, last gone: a signal ends the program when the folder has gone
  const PrivateFolder folder;
  write_whole_file(folder.path() / "page.html", [&](std::ostream& out) { out << page; });
  const std::string end = run_program(command_line(browser, folder.path()), signals, kLongest);
  const std::string printed = whole_pdf(folder.path() / "page.pdf");
  if (!end.empty() || printed.empty())
    throw FileError(pdf, fmt::format("not written: {} {}", browser.string(), end.empty() ? "printed no whole page" : end));
  write_whole_file(pdf, [&](std::ostream& out) { out << printed; });
}

}  // namespace fulcrum
