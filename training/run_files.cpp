/// Small files, one lock, and models by name.
#include "training/run_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <thread>

#include "core/error.h"
#include "model/atomic_file.h"

namespace nakawari {

void write_text(const std::filesystem::path& file, const std::string& text) {
    AtomicFile output(file);
    output.write(std::as_bytes(std::span(text)));
    output.commit();
}

std::string read_text(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” cannot be read. Is “%2” the folder of a training run?"),
            {file.filename().string(), file.parent_path().filename().string()}
        );
    }
    return {std::istreambuf_iterator<char>(stream), {}};
}

TrainingPlan read_plan(const std::filesystem::path& folder) {
    const RunFiles files{folder};
    const std::string text = read_text(files.plan());
    try {
        return plan_from_json(text);
    } catch (const Error& error) {
        throw Error(
            Category::input,
            NK_TEXT("The plan of the run “%1” is broken: %2"),
            {folder.filename().string(), substitute(error.message(), error.arguments())}
        );
    }
}

RunLock::RunLock(const RunFiles& files)
    : descriptor_(::open(files.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) {
        throw Error(
            Category::output,
            NK_TEXT("The folder “%1” cannot be written to. Check its permissions."),
            {files.folder.filename().string()}
        );
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor_);
        throw Error(
            Category::usage,
            NK_TEXT("The run “%1” is under way in another process."),
            {files.folder.filename().string()}
        );
    }
}

RunLock::~RunLock() {
    ::close(descriptor_);
}

bool RunLock::is_held(const RunFiles& files) {
    const int descriptor = ::open(files.lock().c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) {
        return false;
    }
    const bool is_free = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    ::close(descriptor);
    return !is_free;
}

PlannedModel load_planned_model(const std::string& id_or_path) {
    const ModelRegistry registry(standard_model_folders());
    PlannedModel model{registry.find(id_or_path), {}};
    if (model.entry.weights.empty()) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” is a method without weights: it cannot be trained or imitated. Choose a "
                    "network, or none."),
            {id_or_path}
        );
    }
    model.state = to_float32(read_state_dict(model.entry.weights));
    return model;
}

Precision precision_of(const TrainingPlan& plan) {
    return plan.precision == "fp32"   ? Precision::fp32
           : plan.precision == "bf16" ? Precision::bf16
                                      : Precision::automatic;
}

int thread_count_of(int threads) {
    return threads > 0 ? threads
                       : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

std::unique_ptr<Interpolator> make_planned_interpolator(
    const TrainingPlan& plan, const std::string& id_or_path
) {
    InferenceOptions options;
    options.model = id_or_path;
    options.precision = precision_of(plan);
    options.device = "cpu";
    options.threads = plan.threads;
    return make_interpolator(ModelRegistry(standard_model_folders()), options);
}

}  // namespace nakawari
