# NAKAWARI_SANITIZE=address,undefined or thread, applied to every target of ours.
add_library(nakawari_sanitizers INTERFACE)
if(NAKAWARI_SANITIZE)
    target_compile_options(nakawari_sanitizers INTERFACE
        $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=${NAKAWARI_SANITIZE};-fno-omit-frame-pointer;-fno-sanitize-recover=all>)
    add_link_options(-fsanitize=${NAKAWARI_SANITIZE})
endif()
