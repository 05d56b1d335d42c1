/// nakawari-cli version: what a bug report needs.
#include <dlfcn.h>

#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

#include "app/cli_build.h"
#include "app/cli_commands.h"
#include "app/cli_json.h"
#include "app/cli_machine.h"
#include "app/cli_text.h"
#include "io/hardware_encoders.h"

namespace nakawari::cli {
namespace {

using nlohmann::json;

/// Whether programs can ask for a GPU at all.
bool has_cuda_driver() {
    const auto close = [](void* library) { dlclose(library); };
    return std::unique_ptr<void, decltype(close)>(dlopen("libcuda.so.1", RTLD_LAZY), close) !=
           nullptr;
}

/// Codecs that a graphics card of this machine encodes.
std::vector<std::string> usable_encoders() {
    std::vector<std::string> names;
    for (const HardwareEncoder& encoder : hardware_encoders()) {
        if (encoder.is_usable()) {
            names.push_back(encoder.codec);
        }
    }
    return names;
}

json describe_build() {
    json libraries = json::object();
    for (const auto& [library, version] : library_versions) {
        libraries[library] = version;
    }
    return {
        {"version", program_version},
        {"compiler", compiler},
        {"build_type", build_type},
        {"built_with", std::move(libraries)},
        {"cpu",
         {{"name", cpu_name()},
          {"threads", std::thread::hardware_concurrency()},
          {"features", cpu_features()}}},
        {"cuda_driver", has_cuda_driver()},
        {"hardware_encoders", usable_encoders()},
    };
}

void print_text() {
    std::printf("nakawari-cli %s (%s, %s)\n", program_version, compiler, build_type);
    for (const auto& [library, version] : library_versions) {
        std::printf("  %-14s %s\n", library, version);
    }
    std::string features;
    for (const std::string& feature : cpu_features()) {
        features += " " + feature;
    }
    std::printf(
        "  %-14s %s, %u threads,%s\n",
        "CPU",
        cpu_name().c_str(),
        std::thread::hardware_concurrency(),
        features.c_str()
    );
    std::printf("  %-14s %s\n", "CUDA driver", has_cuda_driver() ? "found" : "none");
    std::string encoders;
    for (const std::string& encoder : usable_encoders()) {
        encoders += (encoders.empty() ? "" : ", ") + encoder;
    }
    std::printf("  %-14s %s\n", "NVENC", encoders.empty() ? "none" : encoders.c_str());
    std::printf("Free software under GPL-3.0-or-later; there is no warranty.\n");
}

}  // namespace

ExitCode run_version(const VersionArguments& arguments) {
    if (arguments.json) {
        print_json(describe_build(), stdout);
    } else {
        print_text();
    }
    return ExitCode::ok;
}

}  // namespace nakawari::cli
