package dcgan.data.folder;

import java.util.List;
import java.util.SortedMap;

/**
 * What reading every picture of a folder has shown.
 *
 * @param countsPerClass how many pictures of each class can be read
 * @param unreadable the pictures, and the folders, that cannot be read
 * @param sizes how many of the pictures that can be read have each size, in ascending order of their pixels
 */
public record FolderReport(
        int[] countsPerClass, List<UnreadablePicture> unreadable, SortedMap<PictureSize, Integer> sizes) {}
