#include "sim/sweep/journal.h"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>

#include "output/files/file_descriptor.h"
#include "output/files/sha256.h"

namespace fulcrum {

namespace {

using Json = nlohmann::json;
constexpr std::string_view kMagic = "fulcrum-journal 3 ";

std::string_view text_of(const std::vector<std::byte>& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

// Checksum of the line of JSON, without its end, and of the summaries behind it.
std::string checksum(const std::string& head, const std::vector<std::byte>& summaries) {
  return sha256_of(sha256_of(head) + sha256_of(text_of(summaries)));
}

bool is_texts(const Json& object) {
  return object.is_object() && std::all_of(object.begin(), object.end(), [](const Json& value) { return value.is_string(); });
}

// The line of JSON as a journal without summaries; nothing if it is not one.
std::optional<Journal> journal_of(const std::string& head) {
  const Json fields = Json::parse(head, nullptr, false);
  if (!fields.is_object()) return std::nullopt;
  for (const char* number : {"done", "failed", "runs"})
    if (!fields.contains(number) || !fields.at(number).is_number_integer()) return std::nullopt;
  for (const char* texts : {"request", "identity"})
    if (!fields.contains(texts) || !is_texts(fields.at(texts))) return std::nullopt;
  Journal journal;
  fields.at("request").get_to(journal.request);
  fields.at("identity").get_to(journal.identity);
  journal.done = fields.at("done");
  journal.failed = fields.at("failed");
  journal.runs = fields.at("runs");
  const bool counts = 0 <= journal.failed && journal.failed <= journal.done && journal.done <= journal.runs;
  return counts ? std::optional(std::move(journal)) : std::nullopt;
}

}  // namespace

std::string Journal::asked(const std::string& name) const {
  const auto found = request.find(name);
  return found == request.end() ? std::string() : found->second;
}

std::filesystem::path Journal::path_for(const std::filesystem::path& results) { return results.string() + ".journal"; }

// The magic word with a checksum of all that follows, a line of JSON, and the summaries.
void Journal::write(const std::filesystem::path& path) const {
  const Json fields{{"request", request}, {"identity", identity}, {"done", done}, {"failed", failed}, {"runs", runs}};
  const std::string head = fields.dump(), text = std::string(kMagic) + checksum(head, summaries) + "\n" + head + "\n";
  const std::filesystem::path next = path.string() + ".next";
  FileDescriptor file = FileDescriptor::create_anew(next);
  file.write_at(0, std::as_bytes(std::span(text)));
  file.write_at(text.size(), summaries);
  file.sync();
  file.close();
  rename_file(next, path);
}

std::optional<Journal> Journal::read(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::string first, head;
  if (!std::getline(in, first) || !first.starts_with(kMagic)) throw FileError(path, "is not a journal of this version");
  std::getline(in, head);
  const std::string rest{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const auto bytes = std::as_bytes(std::span(rest));
  std::vector<std::byte> summaries(bytes.begin(), bytes.end());
  if (first.substr(kMagic.size()) != checksum(head, summaries))
    throw FileError(path, "is damaged: its checksum is wrong. Start the sweep afresh with --force");
  std::optional<Journal> journal = journal_of(head);
  if (!journal)
    throw FileError(path,
                    "is damaged: it lacks what a journal has, or not 0 <= failed <= done <= runs. Start the sweep afresh with --force");
  journal->summaries = std::move(summaries);
  return journal;
}

std::vector<std::byte> pack_summaries(const std::vector<Summary>& summaries) {
  std::vector<std::byte> all;
  for (const Summary& summary : summaries) summary.append(all);
  return all;
}

void unpack_summaries(std::span<const std::byte> bytes, std::vector<Summary>& summaries) {
  for (Summary& summary : summaries) bytes = summary.restore(bytes);
  if (!bytes.empty()) throw std::runtime_error("a journal holds more than the summaries of its policies");
}

void require_consistent(const Journal& journal, const std::vector<Summary>& summaries, std::int64_t rows, std::int64_t stored,
                        const std::filesystem::path& path) {
  std::uint64_t summarised = 0;
  for (const Summary& summary : summaries) summarised += summary.runs();
  const bool counted = !summaries.empty() && summaries.front().columns() > 0;
  const auto refuse = [&](const std::string& what) {
    throw FileError(path, "does not belong to the file beside it: " + what + ". Start the sweep anew with --force");
  };
  if (journal.runs != rows) refuse(fmt::format("it is of {} runs, and there are {}", journal.runs, rows));
  if (journal.done > stored) refuse(fmt::format("it says that {} runs are done, and {} are stored", journal.done, stored));
  if (counted && (summarised > static_cast<std::uint64_t>(rows) || summarised < static_cast<std::uint64_t>(journal.done - journal.failed)))
    refuse(fmt::format("it says that {} runs are done, of which {} failed, and summarises {}", journal.done, journal.failed, summarised));
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
