#include "output/files/whole_file.h"

#include <fstream>

#include "output/files/file_error.h"
#include "output/files/half_written.h"

namespace fulcrum {

namespace fs = std::filesystem;

void refuse_existing(const fs::path& path, bool force) {
  if (!force && fs::exists(path)) throw FileError(path, "exists already; --force replaces it");
}

void write_whole_file(const fs::path& path, const std::function<void(std::ostream&)>& write) {
  const fs::path partial = path.string() + ".partial";
  std::ofstream out(partial, std::ios::binary);
  if (!out) throw FileError(path, "cannot create the file");
  HalfWritten half(partial);
  write(out);
  out.close();
  if (!out) throw FileError(path, "cannot write");
  fs::rename(partial, path);
  half.keep();
}

}  // namespace fulcrum
