package org.poststelle.notification.smtp;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates mail servers may show. */
public final class MailServerTrust {

    private MailServerTrust() {}

    /**
     * Makes encrypted connections to servers that show a certificate of {@link MailSettings#trustedCertificates()}, or without these
     * one that the JVM trusts, and refuses all others.
     *
     * @throws ConfigurationException when the certificates cannot be read
     */
    public static SSLSocketFactory socketFactory(MailSettings settings) {
        try {
            var own = settings.trustedCertificates();
            return (own.isPresent() ? trusting(own.get()) : SSLContext.getDefault()).getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException("MAIL_CA_FILE must be a file of certificates (PEM).", e);
        }
    }

    private static SSLContext trusting(Path certificates) throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var file = Files.newInputStream(certificates)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                trusted.setCertificateEntry("trusted-" + trusted.size(), certificate);
            }
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
