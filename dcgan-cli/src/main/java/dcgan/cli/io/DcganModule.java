package dcgan.cli.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dcgan.nn.gan.Augmentation;
import dcgan.nn.gan.Objective;
import dcgan.tensor.Shape;
import java.io.IOException;

/** How values are written that are no records: a shape as its extents, an objective as its name, an augmentation as its names. */
final class DcganModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    DcganModule() {
        addSerializer(new ShapeWriter());
        addDeserializer(Shape.class, new ShapeReader());
        addSerializer(new ObjectiveWriter());
        addDeserializer(Objective.class, new ObjectiveReader());
        addSerializer(new AugmentationWriter());
        addDeserializer(Augmentation.class, new AugmentationReader());
    }

    private static final class ShapeWriter extends StdSerializer<Shape> {
        private static final long serialVersionUID = 1L;

        ShapeWriter() {
            super(Shape.class);
        }

        @Override
        public void serialize(Shape shape, JsonGenerator out, SerializerProvider provider) throws IOException {
            int[] extents = shape.toArray();
            out.writeArray(extents, 0, extents.length);
        }
    }

    private static final class ShapeReader extends StdDeserializer<Shape> {
        private static final long serialVersionUID = 1L;

        ShapeReader() {
            super(Shape.class);
        }

        @Override
        public Shape deserialize(JsonParser in, DeserializationContext context) throws IOException {
            int[] extents = context.readValue(in, int[].class);
            try {
                return Shape.of(extents);
            } catch (IllegalArgumentException e) {
                return (Shape) context.handleInstantiationProblem(Shape.class, extents, e);
            }
        }
    }

    private static final class ObjectiveWriter extends StdSerializer<Objective> {
        private static final long serialVersionUID = 1L;

        ObjectiveWriter() {
            super(Objective.class);
        }

        @Override
        public void serialize(Objective objective, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(objective.name());
        }
    }

    private static final class ObjectiveReader extends StdDeserializer<Objective> {
        private static final long serialVersionUID = 1L;

        ObjectiveReader() {
            super(Objective.class);
        }

        @Override
        public Objective deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String name = context.readValue(in, String.class);
            try {
                return Objective.of(name);
            } catch (IllegalArgumentException e) {
                return (Objective) context.handleWeirdStringValue(Objective.class, name, "%s", e.getMessage());
            }
        }
    }

    private static final class AugmentationWriter extends StdSerializer<Augmentation> {
        private static final long serialVersionUID = 1L;

        AugmentationWriter() {
            super(Augmentation.class);
        }

        @Override
        public void serialize(Augmentation augmentation, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(augmentation.toString());
        }
    }

    private static final class AugmentationReader extends StdDeserializer<Augmentation> {
        private static final long serialVersionUID = 1L;

        AugmentationReader() {
            super(Augmentation.class);
        }

        @Override
        public Augmentation deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String names = context.readValue(in, String.class);
            try {
                return Augmentation.of(names);
            } catch (IllegalArgumentException e) {
                return (Augmentation) context.handleWeirdStringValue(Augmentation.class, names, "%s", e.getMessage());
            }
        }
    }
}
