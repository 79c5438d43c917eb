package org.poststelle.notification.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that a server signed for itself, made by the JDK's keytool. */
final class Certificate {

    private static final String PASSWORD = "only-for-tests";

    private final Path keys;
    private final Path pem;

    private Certificate(Path keys, Path pem) {
        this.keys = keys;
        this.pem = pem;
    }

    /**
     * @param host whose certificate it is
     * @param directory where its files are kept
     */
    static Certificate of(String host, Path directory) throws IOException, InterruptedException {
        var certificate = new Certificate(directory.resolve(host + ".p12"), directory.resolve(host + ".pem"));
        certificate.keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host);
        certificate.keytool("-exportcert", "-rfc", "-file", certificate.pem.toString());
        return certificate;
    }

    private void keytool(String... options) throws IOException, InterruptedException {
        var command = Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                        .toString()),
                Stream.concat(
                        Stream.of(options),
                        Stream.of("-alias", "mail", "-keystore", keys.toString(), "-storepass", PASSWORD)));
        var process =
                new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }

    /** The file by which a client trusts it. */
    Path pem() {
        return pem;
    }

    /** For the server that shows it. */
    SSLContext identity() {
        try {
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
