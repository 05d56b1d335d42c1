/// NumPy's format 1: a magic, a Python dict as text, then the values.
#include "support/npy.h"

#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>

namespace nakawari::test {

torch::Tensor read_npy(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const auto fail = [&](const char* why) {
        throw std::runtime_error(file.string() + ": " + why);
    };
    if (bytes.size() < 10 || bytes.compare(1, 5, "NUMPY") != 0) {
        fail("no NumPy file");
    }
    const std::size_t start =
        10U + static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
    const std::string header = bytes.substr(10, start - 10);
    const bool half = header.find("'<f2'") != std::string::npos;
    if (header.find("False") == std::string::npos ||
        (!half && header.find("'<f4'") == std::string::npos)) {
        fail("neither float32 nor float16 in C order");
    }
    std::vector<int64_t> shape;
    const std::size_t open = header.find('(');
    std::istringstream numbers(header.substr(open + 1, header.find(')') - open - 1));
    for (std::string number; std::getline(numbers, number, ',');) {
        if (number.find_first_of("0123456789") != std::string::npos) {
            shape.push_back(std::stoll(number));
        }
    }
    const auto dtype = half ? torch::kHalf : torch::kFloat;
    const torch::Tensor values =
        torch::from_blob(const_cast<char*>(bytes.data() + start), shape, dtype);
    if (bytes.size() - start != values.nbytes()) {
        fail("wrong length");
    }
    return values.to(torch::kFloat).clone();
}

}  // namespace nakawari::test
