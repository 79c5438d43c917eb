# Sourced by ./mvnw and ./up: sets JAVA_HOME to a JDK that can build and run Poststelle.
# Order: JAVA_HOME, `java` on the PATH, then the places where Linux, macOS and SDKMAN install JDKs.

required_java=25

# Prints the feature release of the JDK in the folder $1 (25 for 25.0.1), or nothing where there is no JDK.
jdk_release() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  path_java=$(command -v java 2>/dev/null || true)
  [ -z "$path_java" ] || path_java=$(dirname "$(dirname "$(readlink -f "$path_java")")")
  set +f
  for jdk in "${JAVA_HOME:-}" "$path_java" /usr/lib/jvm/* /opt/*jdk* /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    release=$(jdk_release "$jdk" || true)
    if [ -n "$release" ] && [ "$release" -ge "$required_java" ]; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

if ! find_jdk; then
  echo "Poststelle needs a JDK $required_java or newer and found none." \
    "Install one (for example temurin-25-jdk from https://adoptium.net) or set JAVA_HOME to it." >&2
  exit 1
fi
