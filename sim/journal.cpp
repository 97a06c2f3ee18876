#include "sim/journal.h"

#include <fmt/core.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "output/file_descriptor.h"
#include "output/sha256.h"

namespace fulcrum {

namespace {

using Json = nlohmann::json;
constexpr std::string_view kMagic = "fulcrum-journal 1\n";

std::string_view text_of(const std::vector<std::byte>& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

}  // namespace

std::filesystem::path Journal::path_for(const std::filesystem::path& results) { return results.string() + ".journal"; }

// The magic line, a line of JSON with the checksum of what follows it, and the summaries.
void Journal::write(const std::filesystem::path& path) const {
  const Json head{{"request", request},
                  {"identity", identity},
                  {"done", done},
                  {"failed", failed},
                  {"runs", runs},
                  {"bytes", summaries.size()},
                  {"sha256", sha256_of(text_of(summaries))}};
  const std::string text = std::string(kMagic) + head.dump() + "\n";
  const std::filesystem::path next = path.string() + ".next";
  FileDescriptor file = FileDescriptor::open_or_create(next);
  file.resize(0);
  file.write_at(0, std::as_bytes(std::span(text)));
  file.write_at(text.size(), summaries);
  file.sync();
  file = FileDescriptor();
  rename_file(next, path);
}

std::optional<Journal> Journal::read(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::string magic, line;
  if (!std::getline(in, magic) || magic + "\n" != kMagic || !std::getline(in, line))
    throw FileError(path, "is not a journal of this version");
  const Json head = Json::parse(line, nullptr, false);
  if (head.is_discarded()) throw FileError(path, "is damaged");
  Journal journal;
  head.at("request").get_to(journal.request);
  head.at("identity").get_to(journal.identity);
  journal.done = head.at("done");
  journal.failed = head.at("failed");
  journal.runs = head.at("runs");
  journal.summaries.resize(head.at("bytes").get<std::size_t>());
  in.read(reinterpret_cast<char*>(journal.summaries.data()), static_cast<std::streamsize>(journal.summaries.size()));
  if (!in || sha256_of(text_of(journal.summaries)) != head.at("sha256").get<std::string>())
    throw FileError(path, "is damaged: its checksum does not hold");
  return journal;
}

std::vector<std::byte> pack_summaries(const std::vector<Summary>& summaries) {
  std::vector<std::byte> all;
  for (const Summary& summary : summaries) {
    const auto bytes = summary.bytes();
    all.insert(all.end(), bytes.begin(), bytes.end());
  }
  return all;
}

void unpack_summaries(const std::vector<std::byte>& bytes, std::vector<Summary>& summaries) {
  const std::size_t size = bytes.size() / summaries.size();
  for (std::size_t i = 0; i < summaries.size(); ++i) summaries[i].restore(std::span(bytes).subspan(i * size, size));
}

std::string differences(const std::map<std::string, std::string>& was, const std::map<std::string, std::string>& is) {
  std::string text;
  for (const auto& [what, value] : is) {
    const auto before = was.find(what);
    if (before == was.end())
      text += fmt::format("\n  {} is new", what);
    else if (before->second != value)
      text += value.size() == 64 ? fmt::format("\n  {} has changed", what)
                                 : fmt::format("\n  {} was {} and is {}", what, before->second, value);
  }
  for (const auto& [what, value] : was)
    if (!is.contains(what)) text += fmt::format("\n  {} is gone", what);
  return text;
}

}  // namespace fulcrum
