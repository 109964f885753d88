package dcgan.nn.gan;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of a configuration record stands for in a file that lacks it, because the program that wrote the file did
 * not know it yet. It stays as it is when a default changes.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface WhenMissing {

    /** The value as JSON. */
    String value();
}
