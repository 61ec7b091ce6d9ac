# What has to be there before anything can be built or run: packages, a JDK 25, Maven.

maven_version=3.9.16

say() { echo "lab: $*" >&2; }

fail() {
    say "$*"
    exit 1
}

# NEED...: installs the Debian packages that give them. A need is COMMAND=PACKAGE, or LIBRARY.so.N=PACKAGE.
need() {
    local missing=() one
    for one in "$@"; do
        there "${one%%=*}" || missing+=("${one#*=}")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    install_packages "${missing[@]}"
}

there() {
    case $1 in
        *.so.*) ldconfig -p 2>/dev/null | grep -q "$1 " || ls /usr/lib/*/"$1" >/dev/null 2>&1 ;;
        /*) ls $1 >/dev/null 2>&1 ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

install_packages() {
    local line="apt-get install -y --no-install-recommends $*"
    command -v apt-get >/dev/null || fail "these Debian packages, or what this system calls them, are missing: $*"
    [ "$(id -u)" = 0 ] || fail "some packages are missing; type: sudo $line"
    say "installing $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq -o DPkg::Lock::Timeout=600 update
    apt-get -qq -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "$@" >/dev/null
}

need_for_building() {
    need mvn=maven
    find_jdk
}

need_for_display() { need libgtk-3.so.0=libgtk-3-0; }

need_for_tests() {
    need_for_display
    need xvfb-run=xvfb xauth=xauth ddrescue=gddrescue nbdkit=nbdkit '/usr/lib/*/nbdkit/plugins/nbdkit-python-plugin.so=nbdkit-plugin-python' \
        nbdfuse=libnbd-bin fusermount3=fuse3 qemu-img=qemu-utils libXtst.so.6=libxtst6
    need_for_power_devices
    need_for_rigs
}

# The far ends of power switches: servers that the tests start for themselves.
need_for_power_devices() {
    need socat=socat /usr/sbin/powermand=powerman /usr/sbin/upsd=nut-server upsc=nut-client /usr/sbin/snmpd=snmpd snmpget=snmp \
        ipmi_sim=openipmi ipmitool=ipmitool
}

# A guest's kernel itself is fetched and unpacked by the rig, not installed.
need_for_rigs() {
    need qemu-system-x86_64=qemu-system-x86 mke2fs=e2fsprogs busybox=busybox-static cpio=cpio depmod=kmod /usr/share/seabios/bios-256k.bin=seabios \
        /usr/lib/ipxe/qemu/pxe-virtio.rom=ipxe-qemu
}

# Sets and exports JAVA_HOME to a JDK, not only a runtime, of version 25 or newer.
find_jdk() {
    local java
    if ! java=$(java_25); then
        if apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1; then
            install_packages openjdk-25-jdk-headless
        fi
        java=$(java_25) || fail "there is no JDK 25 in JAVA_HOME, PATH or the usual folders. Unpack one below /opt, or set JAVA_HOME to one."
    fi
    JAVA_HOME=$(dirname "$(dirname "$java")")
    export JAVA_HOME
    [ -x "$JAVA_HOME/bin/javac" ] || fail "$JAVA_HOME is a runtime without a compiler; set JAVA_HOME to a JDK 25."
}

# The same search as the product's own launcher makes.
java_25() { "$root/features/org.salvor.platform.feature/launcher/unix/find-java" 2>/dev/null; }

# Prints the path of Maven, which it gets from Maven Central through whatever Maven is here.
maven() {
    local home=$cache/maven/apache-maven-$maven_version
    if [ ! -x "$home/bin/mvn" ]; then
        say "getting Maven $maven_version"
        mkdir -p "$cache/maven"
        (cd "$cache/maven" && env -u JAVA_HOME mvn -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack \
            -Dartifact=org.apache.maven:apache-maven:$maven_version:zip:bin -DoutputDirectory="$cache/maven" \
            -DmarkersDirectory="$cache/maven/markers") >&2 || fail "Maven $maven_version could not be had from Maven Central."
        chmod +x "$home/bin/mvn"
    fi
    echo "$home/bin/mvn"
}
