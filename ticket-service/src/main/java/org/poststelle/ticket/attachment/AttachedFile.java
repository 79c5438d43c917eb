package org.poststelle.ticket.attachment;

import java.time.Instant;
import java.util.UUID;

/**
 * A file that belongs to a ticket.
 *
 * @param size in bytes
 * @param sha256 of its content, in hexadecimal digits
 * @param addedBy the user who added it
 */
record AttachedFile(UUID id, String name, FileType type, long size, String sha256, String addedBy, Instant addedAt) {}
