package org.poststelle.routing.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The authorities to change. */
@ApplicationScoped
class Authorities implements PanacheRepositoryBase<Authority, String> {

    /** All authorities by key. Others who change them wait until the transaction ends. */
    Map<String, Authority> lockAll() {
        return findAll().withLock(LockModeType.PESSIMISTIC_WRITE).stream()
                .collect(Collectors.toMap(Authority::key, Function.identity()));
    }
}
