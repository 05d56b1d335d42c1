# The warnings every target of ours compiles with; libraries are included as SYSTEM.
option(NAKAWARI_WERROR "Treat warnings as errors" OFF)
# -Wrestrict is wrong about joined std::strings in g++ 12 (GCC bug 105651).
add_library(nakawari_warnings INTERFACE)
target_compile_options(nakawari_warnings INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wconversion;-Wshadow;-Wnon-virtual-dtor;-Woverloaded-virtual;-Wno-restrict>
    $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<BOOL:${NAKAWARI_WERROR}>>:-Werror>)
# Precompiled headers demand the same code model everywhere.
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fPIC>)
