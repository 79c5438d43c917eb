package org.poststelle.localstack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Starts a service in a process of its own that ends when the process that started it does, however that ended: its standard input
 * is a pipe, which the operating system closes then.
 */
public final class ServiceMain {

    private ServiceMain() {}

    /** @param arguments the runnable jar of the service */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        var launcher = System.in;
        Thread.ofPlatform().daemon().name("launcher-watch").start(() -> endWith(launcher));
        var main = manifest(Path.of(arguments[0])).getValue(Attributes.Name.MAIN_CLASS);
        Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    }

    private static void endWith(InputStream launcher) {
        try {
            launcher.transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // gone as well
        }
        System.exit(1);
    }

    /**
     * The command that starts the runnable jar of a service, as {@code java -jar} would.
     *
     * @param options further options of the JVM
     */
    static List<String> command(Path jar, List<String> options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        var opened = manifest(jar).getValue("Add-Opens");
        if (opened != null) {
            for (var pack : opened.strip().split("\\s+", -1)) {
                command.add("--add-opens=" + pack + "=ALL-UNNAMED");
            }
        }
        command.addAll(options);
        command.addAll(
                List.of("-cp", jar + File.pathSeparator + location(), ServiceMain.class.getName(), jar.toString()));
        return command;
    }

    private static Attributes manifest(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    /** The jar that this class comes from. */
    static Path location() {
        try {
            return Path.of(ServiceMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
