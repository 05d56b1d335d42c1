/// Hand-made .pth files for tests.
#include "weights_fixture.h"

#include <fstream>
#include <iterator>
#include <span>

#include "model/little_endian.h"
#include "model/zip_archive.h"

namespace nakawari::test {
namespace pickled {

std::string text(const std::string& value) {
    std::string bytes = "X";
    append_little_endian(bytes, static_cast<uint32_t>(value.size()));
    return bytes + value;
}

std::string integer(int64_t value) {
    std::string bytes = "\x8a\x08";
    append_little_endian(bytes, value);
    return bytes;
}

std::string global(const std::string& module, const std::string& name) {
    return "c" + module + "\n" + name + "\n";
}

std::string tuple(const std::vector<std::string>& items) {
    std::string bytes = "(";
    for (const std::string& item : items) {
        bytes += item;
    }
    return bytes + "t";
}

std::string integers(const std::vector<int64_t>& values) {
    std::vector<std::string> items;
    for (const int64_t value : values) {
        items.push_back(integer(value));
    }
    return tuple(items);
}

std::string dict(const std::vector<std::pair<std::string, std::string>>& items) {
    std::string bytes = "}(";
    for (const auto& [key, value] : items) {
        bytes += key + value;
    }
    return bytes + "u";
}

std::string tensor(const Tensor& tensor) {
    const std::string storage = tuple(
        {text("storage"),
         global("torch", tensor.storage),
         text(tensor.key),
         text(tensor.location),
         integer(tensor.count)}
    );
    const std::string hooks = global("collections", "OrderedDict") + ")R";
    return global("torch._utils", "_rebuild_tensor_v2") +
           tuple(
               {storage + "Q",
                integer(tensor.offset),
                integers(tensor.sizes),
                integers(tensor.strides),
                "\x89",
                hooks}
           ) +
           "R";
}

std::string whole(const std::string& value) {
    return "\x80\x02" + value + ".";
}

}  // namespace pickled

std::string make_archive(
    const std::string& pickle, const Records& records, const std::string& root
) {
    std::string archive;
    ZipWriter writer([&archive](std::span<const std::byte> bytes) {
        archive.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    });
    writer.add(root + "/data.pkl", std::as_bytes(std::span(pickle)));
    for (const auto& [name, bytes] : records) {
        writer.add(root + "/" + name, std::as_bytes(std::span(bytes)));
    }
    writer.finish();
    return archive;
}

void write_file(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream stream(file, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream.flush()) {
        throw std::runtime_error("the test cannot write " + file.string());
    }
}

std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string error_of(Category category, const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.category() == category ? error.what() : "another category";
    }
    return "no error";
}

}  // namespace nakawari::test
