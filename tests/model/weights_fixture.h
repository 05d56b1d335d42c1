/// Hand-made .pth files for tests: pickles opcode by opcode, archives entry by entry.
#pragma once

#include <QTemporaryDir>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/error.h"

namespace nakawari::test {

/// A folder that is removed at the end of the test.
class ScratchFolder {
 public:
    [[nodiscard]] std::filesystem::path path() const { return folder_.path().toStdString(); }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
        return path() / name;
    }

 private:
    QTemporaryDir folder_;
};

/// Pickle fragments, each leaving one value on Python's stack.
namespace pickled {
[[nodiscard]] std::string text(const std::string& value);
[[nodiscard]] std::string integer(int64_t value);
[[nodiscard]] std::string global(const std::string& module, const std::string& name);
[[nodiscard]] std::string tuple(const std::vector<std::string>& items);
[[nodiscard]] std::string integers(const std::vector<int64_t>& values);
/// A dict of fragments: keys as they are, values as they are.
[[nodiscard]] std::string dict(const std::vector<std::pair<std::string, std::string>>& items);

/// What _rebuild_tensor_v2 is called with; the defaults are two floats in data/0.
struct Tensor {
    std::string storage = "FloatStorage";
    std::string key = "0";
    std::string location = "cpu";
    int64_t count = 2;
    int64_t offset = 0;
    std::vector<int64_t> sizes{2};
    std::vector<int64_t> strides{1};
};
[[nodiscard]] std::string tensor(const Tensor& tensor);
/// Protocol header, value, STOP.
[[nodiscard]] std::string whole(const std::string& value);
}  // namespace pickled

/// The bytes of `values` as they lie in memory.
template <typename T>
[[nodiscard]] std::string bytes_of(const std::vector<T>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

/// Entries after <root>/data.pkl, by name without the root.
using Records = std::map<std::string, std::string>;

/// An archive as torch.save lays it out.
[[nodiscard]] std::string make_archive(
    const std::string& pickle, const Records& records, const std::string& root = "archive"
);

void write_file(const std::filesystem::path& file, const std::string& bytes);
[[nodiscard]] std::string read_file(const std::filesystem::path& file);

/// The sentence of the Error that `call` throws, or "no error" or "another category".
[[nodiscard]] std::string error_of(Category category, const std::function<void()>& call);

}  // namespace nakawari::test
