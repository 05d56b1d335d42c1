# LibTorch from the PyPI wheel, CPU part only: the wheel's own CMake files insist on the whole CUDA stack.
# Defines LibTorch::cpu (libtorch_cpu, libc10) and, where present, LibTorch::cuda (libtorch_cuda, libc10_cuda).
# LIBTORCH_DIR holds torch/{include,lib} and nvidia/cu13/lib (packaging/setup makes it).
if(NOT LIBTORCH_DIR AND DEFINED ENV{LIBTORCH_DIR})
    set(LIBTORCH_DIR "$ENV{LIBTORCH_DIR}")
endif()
if(NOT LIBTORCH_DIR)
    if(DEFINED ENV{XDG_CACHE_HOME} AND NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
        set(LIBTORCH_DIR "$ENV{XDG_CACHE_HOME}/nakawari/libtorch-2.11.0")
    else()
        set(LIBTORCH_DIR "$ENV{HOME}/.cache/nakawari/libtorch-2.11.0")
    endif()
endif()
set(LIBTORCH_DIR "${LIBTORCH_DIR}" CACHE PATH "Unpacked torch wheel")

find_path(LibTorch_INCLUDE_DIR torch/torch.h PATHS "${LIBTORCH_DIR}/torch/include/torch/csrc/api/include" NO_DEFAULT_PATH)
find_library(LibTorch_CPU_LIBRARY torch_cpu PATHS "${LIBTORCH_DIR}/torch/lib" NO_DEFAULT_PATH)
find_library(LibTorch_C10_LIBRARY c10 PATHS "${LIBTORCH_DIR}/torch/lib" NO_DEFAULT_PATH)
find_library(LibTorch_CUDA_LIBRARY torch_cuda PATHS "${LIBTORCH_DIR}/torch/lib" NO_DEFAULT_PATH)
find_library(LibTorch_C10_CUDA_LIBRARY c10_cuda PATHS "${LIBTORCH_DIR}/torch/lib" NO_DEFAULT_PATH)
find_file(LibTorch_CUDART_LIBRARY libcudart.so.13 PATHS "${LIBTORCH_DIR}/nvidia/cu13/lib" NO_DEFAULT_PATH)
find_file(LibTorch_CUPTI_LIBRARY libcupti.so.13 PATHS "${LIBTORCH_DIR}/nvidia/cu13/lib" NO_DEFAULT_PATH)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
    REQUIRED_VARS LibTorch_CPU_LIBRARY LibTorch_C10_LIBRARY LibTorch_INCLUDE_DIR LibTorch_CUDART_LIBRARY LibTorch_CUPTI_LIBRARY
    REASON_FAILURE_MESSAGE "run packaging/setup, or set LIBTORCH_DIR to a folder with torch/ and nvidia/ in it")

if(LibTorch_FOUND AND NOT TARGET LibTorch::cpu)
    set(include_dirs "${LIBTORCH_DIR}/torch/include" "${LIBTORCH_DIR}/torch/include/torch/csrc/api/include")
    add_library(LibTorch::cpu INTERFACE IMPORTED)
    target_include_directories(LibTorch::cpu SYSTEM INTERFACE ${include_dirs})
    target_link_libraries(LibTorch::cpu INTERFACE
        "${LibTorch_CPU_LIBRARY}" "${LibTorch_C10_LIBRARY}"
        "-Wl,-rpath-link,${LIBTORCH_DIR}/nvidia/cu13/lib" "-Wl,-rpath-link,${LIBTORCH_DIR}/torch/lib")
    if(LibTorch_CUDA_LIBRARY)
        add_library(LibTorch::cuda INTERFACE IMPORTED)
        target_include_directories(LibTorch::cuda SYSTEM INTERFACE ${include_dirs})
        target_link_libraries(LibTorch::cuda INTERFACE
            "${LibTorch_CUDA_LIBRARY}" "${LibTorch_C10_CUDA_LIBRARY}" "${LibTorch_CPU_LIBRARY}" "${LibTorch_C10_LIBRARY}")
    endif()
    set(CMAKE_BUILD_RPATH "${LIBTORCH_DIR}/torch/lib;${LIBTORCH_DIR}/nvidia/cu13/lib")
endif()
