package org.poststelle.sla.policy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Page;
import org.poststelle.rest.Role;
import org.poststelle.sla.policy.Policies.CentrePolicy;
import org.poststelle.sla.policy.Policies.ListedVersion;

/** What the caller's service centre promises, and when it works. */
@Path("/api/v1/promise-policy")
@Produces(MediaType.APPLICATION_JSON)
class PolicyResource {

    private final Policies policies;
    private final PolicyCommands commands;
    private final CurrentCaller caller;
    private final Clock clock;

    PolicyResource(Policies policies, PolicyCommands commands, CurrentCaller caller, Clock clock) {
        this.policies = policies;
        this.commands = commands;
        this.caller = caller;
        this.clock = clock;
    }

    /** The policy of the caller's centre with its version as {@code ETag}; 0 is that of the installation, for centres without one. */
    @GET
    @RolesAllowed({Role.AGENT, Role.COORDINATOR})
    @Transactional
    public RestResponse<PolicyDocument> readPolicy() {
        return answer(policies.newest(caller.centre()));
    }

    /** A version that the centre had, because a promise was given by it. */
    @GET
    @Path("versions/{version}")
    @RolesAllowed({Role.AGENT, Role.COORDINATOR})
    @Transactional
    public RestResponse<PolicyDocument> readPolicyVersion(@RestPath @Min(0) long version) {
        return answer(policies.version(caller.centre(), version).orElseThrow(NotFoundException::new));
    }

    /** Who changed the policy when, the newest change first. */
    @GET
    @Path("versions")
    @RolesAllowed({Role.AGENT, Role.COORDINATOR})
    @Transactional
    public RestResponse<Page<ListedVersion>> listPolicyVersions(
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var before = cursor == null ? Long.MAX_VALUE : Page.place(cursor, Long::parseLong);
        return Page.of(
                        policies.changes(caller.centre(), before, limit + 1),
                        limit,
                        change -> Long.toString(change.version()))
                .answer(request);
    }

    /**
     * Puts a policy in the place of the centre's. It holds for promises given from then on; those that were given keep their version.
     *
     * @param ifMatch the version that the coordinator saw, or {@code *} for any
     */
    @PUT
    @RolesAllowed(Role.COORDINATOR)
    public RestResponse<Void> replacePolicy(
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @NotNull @Valid PolicyDocument document) {
        var coordinator = caller.centreStaff();
        var version = commands.replace(
                coordinator.centre(), document, IfMatch.versionOrAny(ifMatch), coordinator.user(), clock.instant());
        policies.forget(coordinator.centre());
        return ResponseBuilder.<Void>noContent().tag(IfMatch.tag(version)).build();
    }

    private static RestResponse<PolicyDocument> answer(CentrePolicy policy) {
        return ResponseBuilder.ok(policy.document())
                .tag(IfMatch.tag(policy.version()))
                .build();
    }
}
