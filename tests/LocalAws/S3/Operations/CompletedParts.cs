using System.Xml.Linq;
using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>A part as CompleteMultipartUpload names it.</summary>
/// <param name="Checksums">By element name.</param>
internal sealed record NamedPart(int Number, string ETag, IReadOnlyDictionary<string, string> Checksums);

/// <summary>Holds the parts a client names against those that arrived.</summary>
internal static class CompletedParts
{
    private static readonly string[] ChecksumElements = [.. ChecksumAlgorithm.All.Select(algorithm => algorithm.Element)];

    /// <exception cref="S3Exception">No parts, or not in ascending order.</exception>
    public static IReadOnlyList<NamedPart> Read(ReadOnlyMemory<byte> body)
    {
        var parts = S3Xml.Parse(body, "CompleteMultipartUpload").Only("Part").Elements().Select(Read).ToList();
        if (parts.Count is 0 or > PartNumbers.Max)
        {
            throw S3Errors.MalformedXml();
        }

        return parts.Zip(parts.Skip(1)).All(pair => pair.First.Number < pair.Second.Number)
            ? parts
            : throw new S3Exception(
                400, "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.");
    }

    /// <summary>The parts of the object, in order.</summary>
    /// <exception cref="S3Exception">One is missing, differs, or is too small.</exception>
    public static IReadOnlyList<UploadedPart> Match(
        Upload upload, IReadOnlyList<NamedPart> named, IReadOnlyDictionary<int, UploadedPart> uploaded)
    {
        var parts = named.Select(part => Match(upload, part, uploaded)).ToList();
        if (parts.Take(parts.Count - 1).FirstOrDefault(part => part.Size < PartNumbers.MinBytes) is { } small)
        {
            throw new S3Exception(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
            {
                Details =
                [
                    ("ProposedSize", small.Size.ToString()), ("MinSizeAllowed", PartNumbers.MinBytes.ToString()),
                    ("PartNumber", small.Number.ToString()), ("ETag", small.ETag),
                ],
            };
        }

        return parts;
    }

    private static NamedPart Read(XElement part)
    {
        part.Only(["PartNumber", "ETag", .. ChecksumElements]);
        return new NamedPart(
            int.TryParse(part.RequiredText("PartNumber"), out var number) && number is >= 1 and <= PartNumbers.Max
                ? number
                : throw S3Errors.InvalidArgument("PartNumber must be >= 1 and <= 10000", "PartNumber", part.RequiredText("PartNumber")),
            part.RequiredText("ETag").Trim('"'),
            part.Elements().Where(element => ChecksumElements.Contains(element.Name.LocalName))
                .ToDictionary(element => element.Name.LocalName, element => element.Value.Trim()));
    }

    private static UploadedPart Match(Upload upload, NamedPart named, IReadOnlyDictionary<int, UploadedPart> uploaded)
    {
        if (!uploaded.TryGetValue(named.Number, out var part) || part.ETag != named.ETag)
        {
            throw InvalidPart(upload, named);
        }

        var checksum = named.Checksums.GetValueOrDefault(upload.Algorithm.Element);
        if (checksum is null && upload is { AlgorithmWasNamed: true, ChecksumType: ChecksumType.Composite })
        {
            throw S3Errors.InvalidRequest(
                $"The upload was created using a {upload.Algorithm.LowerName} checksum. The complete request must include the checksum "
                    + $"for each part. It was missing for part {named.Number} in the request.");
        }

        var saysOther = named.Checksums.Keys.Any(element => element != upload.Algorithm.Element);
        var differs = saysOther || (checksum is not null && checksum != Convert.ToBase64String(part.Checksum));
        return differs ? throw InvalidPart(upload, named) : part;
    }

    private static S3Exception InvalidPart(Upload upload, NamedPart part) =>
        new(400, "InvalidPart", "One or more of the specified parts could not be found.  "
            + "The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.")
        {
            Details = [("UploadId", upload.Id), ("PartNumber", part.Number.ToString()), ("ETag", part.ETag)],
        };
}
