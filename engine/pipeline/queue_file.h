/// The queue on the disk. Private to engine/pipeline.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/job_queue.h"

namespace nakawari {

struct QueueEntry {
    QueueItem item;
    bool resumes = false;  ///< waits, and goes on behind its closed segments
};

struct QueueContent {
    int64_t next_id = 1;
    std::vector<QueueEntry> entries;
};

/// Owns the file's lock as long as it lives. One thread at a time.
class QueueFile {
 public:
    explicit QueueFile(std::filesystem::path file);
    ~QueueFile();
    QueueFile(const QueueFile&) = delete;
    QueueFile& operator=(const QueueFile&) = delete;

    /// What an earlier program left: what ran then is interrupted, or waits if it had closed
    /// nothing. A file that cannot be read is renamed, and a warning says so.
    [[nodiscard]] QueueContent load() const;
    /// Throws Error{output}. Does nothing without the lock.
    void save(const QueueContent& content) const;

 private:
    std::filesystem::path file_;
    int lock_ = -1;
};

}  // namespace nakawari
