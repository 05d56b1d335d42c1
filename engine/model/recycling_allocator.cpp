/// A list of free blocks, the best fit first.
#include "model/recycling_allocator.h"

#include <c10/core/CPUAllocator.h>
#include <sys/mman.h>

#include <algorithm>
#include <list>
#include <mutex>
#include <unordered_map>

namespace nakawari {
namespace {

constexpr std::size_t page = 4096;
constexpr std::size_t least_bytes = 1 << 20;  // smaller ones stay with malloc, which keeps them

constexpr std::size_t most_unused = std::size_t{128} << 20;  // beyond the most that was in use

struct Block {
    void* data = nullptr;
    std::size_t bytes = 0;
};

class RecyclingAllocator;
RecyclingAllocator& recycling_allocator();

class RecyclingAllocator final : public at::Allocator {
 public:
    explicit RecyclingAllocator(at::Allocator& small) : small_(small) {}

    at::DataPtr allocate(std::size_t bytes) override {
        if (bytes < least_bytes) {
            return small_.allocate(bytes);
        }
        void* data = take((bytes + page - 1) / page * page);
        return {data, data, give_back, at::Device(at::kCPU)};
    }
    /// Small ones come from elsewhere: no single function frees both.
    [[nodiscard]] at::DeleterFnPtr raw_deleter() const override { return free_any; }
    void copy_data(void* target, const void* source, std::size_t count) const override {
        default_copy_data(target, source, count);
    }
    void release_unused() {
        const std::scoped_lock lock(mutex_);
        trim(0);
    }

 private:
    static void give_back(void* data) { (void)recycling_allocator().keep(data); }
    static void free_any(void* data) {
        if (!recycling_allocator().keep(data)) {
            recycling_allocator().small_.raw_deleter()(data);
        }
    }

    void* take(std::size_t bytes) {
        const std::scoped_lock lock(mutex_);
        auto best = free_.end();
        for (auto it = free_.begin(); it != free_.end(); ++it) {
            const bool fits = it->bytes >= bytes && it->bytes <= bytes + bytes / 8;
            if (fits && (best == free_.end() || it->bytes < best->bytes)) {
                best = it;
            }
        }
        Block block;
        if (best != free_.end()) {
            block = *best;
            free_.erase(best);
            unused_ -= block.bytes;
        } else {
            const std::size_t most = std::max(most_used_, used_ + bytes);
            const std::size_t kept = most + std::min(most / 10, most_unused);
            trim(kept - std::min(kept, used_ + bytes));
            void* data =
                mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            TORCH_CHECK_WITH(
                OutOfMemoryError, data != MAP_FAILED, "not enough memory: ", bytes, " bytes"
            );
            madvise(data, bytes, MADV_HUGEPAGE);  // fewer page faults; without effect elsewhere
            block = {data, bytes};
        }
        used_ += block.bytes;
        most_used_ = std::max(most_used_, used_);
        taken_[block.data] = block.bytes;
        return block.data;
    }

    /// False for what was not taken here.
    bool keep(void* data) {
        const std::scoped_lock lock(mutex_);
        const auto taken = taken_.find(data);
        if (taken == taken_.end()) {
            return false;
        }
        const Block block{data, taken->second};
        taken_.erase(taken);
        used_ -= block.bytes;
        unused_ += block.bytes;
        free_.push_back(block);
        return true;
    }

    /// Unmaps the oldest free blocks until no more than `most` bytes lie unused.
    void trim(std::size_t most) {
        while (unused_ > most) {
            const Block block = free_.front();
            free_.pop_front();
            unused_ -= block.bytes;
            munmap(block.data, block.bytes);
        }
    }

    at::Allocator& small_;
    std::mutex mutex_;
    std::list<Block> free_;  ///< the oldest first
    std::unordered_map<void*, std::size_t> taken_;
    std::size_t used_ = 0, most_used_ = 0, unused_ = 0;
};

/// Never destroyed: tensors of any lifetime give their blocks back to it.
RecyclingAllocator& recycling_allocator() {
    static auto* allocator = new RecyclingAllocator(*c10::GetCPUAllocator());
    return *allocator;
}

}  // namespace

void recycle_tensor_memory() {
    c10::SetCPUAllocator(&recycling_allocator(), /*priority=*/1);
}

void release_unused_tensor_memory() {
    recycling_allocator().release_unused();
}

}  // namespace nakawari
