package org.poststelle.sla.document;

/**
 * A part of a document that contradicts itself or another part.
 *
 * @param field the place in the document, such as {@code rules[3].serviceTime}
 * @param code what is wrong with it
 */
public record Contradiction(String field, String code) {

    /** The same in a part of a larger document. */
    public Contradiction in(String part) {
        return new Contradiction(part + field, code);
    }
}
