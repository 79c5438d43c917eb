package org.poststelle.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Passwords of the local stack: made up when first needed, kept with the data, readable by their owner only. */
final class Secrets {

    private final Path file;
    private final Properties known = new Properties();
    private final SecureRandom random = new SecureRandom();

    Secrets(Path file) {
        this.file = file;
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (var reader = Files.newBufferedReader(file)) {
                known.load(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized String of(String owner) {
        var secret = known.getProperty(owner);
        if (secret != null) {
            return secret;
        }
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        known.setProperty(owner, made);
        try (var writer = Files.newBufferedWriter(file)) {
            known.store(writer, "Passwords of this local stack only");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }
}
