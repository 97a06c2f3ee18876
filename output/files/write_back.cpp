#include "output/files/write_back.h"

namespace fulcrum {

namespace {
// Enough that asking costs nothing beside writing; what is left for the end takes a disk some hundredths of a second.
constexpr std::uint64_t kEnough = std::uint64_t{32} << 20;
}  // namespace

WriteBack::~WriteBack() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void WriteBack::add(std::uint64_t bytes) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    waiting_ += bytes;
    if (waiting_ < kEnough) return;
  }
  if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
  changed_.notify_one();
}

void WriteBack::work() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ending_ || waiting_ >= kEnough; });
    if (ending_) return;
    waiting_ = 0;
    lock.unlock();
    file_.begin_sync();
    lock.lock();
  }
}

}  // namespace fulcrum
