package org.poststelle.ticket.attachment;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import org.poststelle.messaging.persistence.AccessScope;

/** Sends files as they are read from the database, so that a slow reader costs neither memory nor a connection. */
@ApplicationScoped
class AttachmentContents {

    private static final int PART = 256 * 1024;

    private final Attachments attachments;

    AttachmentContents(Attachments attachments) {
        this.attachments = attachments;
    }

    /**
     * Writes the content of a file.
     *
     * @param scope of the reader
     * @throws IOException when the reader has gone, or the file was removed meanwhile
     */
    void write(AttachedFile file, AccessScope scope, OutputStream out) throws IOException {
        for (long sent = 0; sent < file.size(); sent += PART) {
            var from = sent;
            var part = scope.call(
                    () -> QuarkusTransaction.requiringNew().call(() -> attachments.content(file.id(), from, PART)));
            out.write(part.orElseThrow(() -> new IOException("The file was removed while it was sent")));
        }
    }
}
