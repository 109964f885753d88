package dcgan.data.folder;

import dcgan.data.DatasetException;
import dcgan.data.decode.PictureFile;
import dcgan.data.file.Reasons;
import dcgan.data.text.Messages;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Searches a folder and all below it for pictures, by the names of the files. Symbolic links are followed. */
final class FolderScan extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final OnError onError;
    private final List<FoundFile> files = new ArrayList<>();
    private final List<UnreadablePicture> unreadable = new ArrayList<>();
    private final Map<String, Path> classes = new TreeMap<>();
    private final Map<String, Integer> pictures = new HashMap<>();
    private final Map<String, Integer> others = new HashMap<>();
    private final List<Path> brokenLinks = new ArrayList<>();
    private int hidden;

    private FolderScan(Path folder, OnError onError) {
        this.folder = folder;
        this.onError = onError;
    }

    /**
     * Searches a folder.
     *
     * @param onError whether a folder below it that cannot be read is left out
     * @throws DatasetException if it is no folder or cannot be read, or the name of a class cannot be used
     */
    static FolderScan of(Path folder, OnError onError) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException(
                    folder + (Files.exists(folder) ? ": this is no folder" : ": there is no such folder")
                            + "; give a folder with pictures.");
        }
        FolderScan scan = new FolderScan(folder, onError);
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, scan);
        } catch (IOException e) {
            throw scan.unreadable(folder, e);
        }
        scan.files.sort(Comparator.comparing(FoundFile::path));
        if (scan.files.stream().anyMatch(file -> folder.relativize(file.path()).getNameCount() == 1)) {
            scan.classes.putIfAbsent(scan.ownName(), folder);
        }
        return scan;
    }

    /** The pictures, in the order of their names. */
    List<FoundFile> files() {
        return files;
    }

    /** The names of the folders that are classes, in order, whether there are pictures in them or not. */
    List<String> classNames() {
        return List.copyOf(classes.keySet());
    }

    /** Folders that cannot be searched. */
    List<UnreadablePicture> unreadable() {
        return unreadable;
    }

    FolderContents contents() {
        return new FolderContents(
                new TreeMap<>(pictures),
                new TreeMap<>(others),
                hidden,
                brokenLinks.stream().sorted().toList());
    }

    /** The name of the class of a file. */
    String className(Path file) {
        Path relative = folder.relativize(file);
        return relative.getNameCount() > 1 ? relative.getName(0).toString() : ownName();
    }

    private String ownName() {
        Path own = folder.toAbsolutePath().normalize().getFileName();
        return own == null || !isPrintable(own.toString()) ? "pictures" : own.toString();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (directory.equals(folder)) {
            return FileVisitResult.CONTINUE;
        }
        if (isHidden(directory)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        Path relative = folder.relativize(directory);
        if (relative.getNameCount() == 1) {
            addClass(relative);
        }
        return FileVisitResult.CONTINUE;
    }

    private void addClass(Path name) {
        String text = name.toString();
        if (!isPrintable(text)) {
            throw new DatasetException(folder + ": the folder \"" + Messages.printable(text)
                    + "\" cannot be a class, because its name has characters that cannot be printed; rename it.");
        }
        if (classes.put(text, name) != null) {
            throw new DatasetException(folder + ": two folders look like \"" + Messages.printable(text)
                    + "\" in the encoding of this locale (" + System.getProperty("sun.jnu.encoding")
                    + "), so their classes cannot be told apart; rename one, or set LC_ALL to C.UTF-8.");
        }
    }

    /** Whether a terminal shows all of a name and obeys nothing in it. */
    private static boolean isPrintable(String name) {
        return name.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || switch (Character.getType(c)) {
                            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
                            default -> false;
                        }
                        || switch (Character.getDirectionality(c)) {
                            case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                                    Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
                            default -> false;
                        });
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String ending = ending(file);
        if (isHidden(file)) {
            hidden++;
        } else if (attributes.isSymbolicLink()) {
            // Those that lead somewhere come with the attributes of what is there.
            brokenLinks.add(folder.relativize(file));
        } else if (attributes.isRegularFile() && PictureFile.ENDINGS.contains(ending)) {
            pictures.merge(ending, 1, Integer::sum);
            files.add(new FoundFile(file, FoundFile.Edition.of(attributes)));
        } else {
            others.merge(ending, 1, Integer::sum);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        if (isHidden(file) && !file.equals(folder)) {
            return FileVisitResult.CONTINUE;
        }
        DatasetException complaint = unreadable(file, failure);
        if (onError == OnError.REFUSE || file.equals(folder)) {
            throw complaint;
        }
        unreadable.add(new UnreadablePicture(file, complaint.getMessage()));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
        return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(directory, failure);
    }

    private DatasetException unreadable(Path file, IOException failure) {
        return new DatasetException(
                file + ": not all of " + (file.equals(folder) ? "this folder" : folder) + " can be read ("
                        + Reasons.of(failure) + "); check its permissions and links.",
                failure);
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    }
}
