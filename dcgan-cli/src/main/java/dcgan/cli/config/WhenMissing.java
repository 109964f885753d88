package dcgan.cli.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of a record stands for in a file that lacks its field, because the program that wrote the file did not
 * have it yet. It stays as it is when the default of an option changes.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface WhenMissing {
    /** The value as JSON. */
    String value();
}
