package org.poststelle.rest;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import jakarta.inject.Singleton;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;

/** Violations speak the language of the problem they stand in; left alone, validation reads Accept-Language its own way. */
@Singleton
class ViolationLanguage implements ValidatorFactoryCustomizer {

    private final CallerLanguage language;

    ViolationLanguage(CallerLanguage language) {
        this.language = language;
    }

    @Override
    public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
        configuration.localeResolver(_ -> language.get());
    }
}
