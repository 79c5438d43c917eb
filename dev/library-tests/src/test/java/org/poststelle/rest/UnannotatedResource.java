package org.poststelle.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource whose author forgot to say who may call it. */
@Path("/api/v1/unannotated")
public class UnannotatedResource {

    @GET
    public String read() {
        return "everything";
    }
}
