using System.Globalization;
using System.Text.Json;

namespace Orchestra.Contracts.Json;

/// <summary>JSON pointers (RFC 6901): building them, and finding values by them, through <c>$ref</c>s where that is asked for.</summary>
public static class JsonPointers
{
    /// <summary>How many <c>$ref</c>s in a row are followed: far above any real spec, and far below what takes time.</summary>
    private const int MaxReferences = 10_000;

    /// <summary>Writes one member name as a segment of a pointer: <c>~</c> becomes <c>~0</c> and <c>/</c> becomes <c>~1</c>.</summary>
    /// <param name="segment">A member's name or an item's index, as it is in the document.</param>
    public static string Escape(string segment) =>
        segment.AsSpan().IndexOfAny('~', '/') < 0
            ? segment
            : segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Reads a segment of a pointer as a member name: the reverse of <see cref="Escape"/>.</summary>
    /// <param name="segment">One segment, without slashes.</param>
    public static string Unescape(string segment) =>
        segment.Contains('~', StringComparison.Ordinal)
            ? segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
            : segment;

    /// <summary>The pointer of a member or item below <paramref name="pointer"/>.</summary>
    /// <param name="pointer">A pointer; empty for the whole document.</param>
    /// <param name="segment">The member's name or the item's index, not yet escaped.</param>
    public static string Append(string pointer, string segment) => $"{pointer}/{Escape(segment)}";

    /// <summary>The pointer that a local reference names; null when the reference is not local or not a pointer.</summary>
    /// <param name="reference">The text of a <c>$ref</c>, for example <c>#/components/schemas/Loan</c>.</param>
    public static string? FromReference(string reference)
    {
        if (reference is "#")
        {
            return "";
        }

        return reference.StartsWith("#/", StringComparison.Ordinal) ? Uri.UnescapeDataString(reference[1..]) : null;
    }

    /// <summary>The value that stands exactly at <paramref name="pointer"/>; null when nothing does. No <c>$ref</c> is followed.</summary>
    /// <param name="document">The document that the pointer starts from.</param>
    /// <param name="pointer">A pointer; empty for the document itself.</param>
    public static JsonElement? Find(JsonElement document, string pointer)
    {
        if (pointer.Length == 0)
        {
            return document;
        }

        if (pointer[0] != '/')
        {
            return null;
        }

        var current = document;
        var segments = pointer[1..];
        foreach (var range in segments.AsSpan().Split('/'))
        {
            if (Child(current, segments[range]) is not { } child)
            {
                return null;
            }

            current = child;
        }

        return current;
    }

    /// <summary>
    /// The value at <paramref name="pointer"/>; while that is an object with a local <c>$ref</c>, the value that the reference names.
    /// Null when a pointer leads nowhere, a reference is not local, or references go round in a circle.
    /// </summary>
    /// <param name="document">The document that pointers start from, for example an endpoint's schema document.</param>
    /// <param name="pointer">A pointer; empty for the document itself.</param>
    public static JsonElement? Resolve(JsonElement document, string pointer) =>
        TryResolve(document, pointer, out var value, out _) ? value : null;

    /// <summary>As <see cref="Resolve"/>, and says where the value stands: walks over recursive schemas recognise by it what they have seen.</summary>
    /// <param name="document">The document that pointers start from.</param>
    /// <param name="pointer">A pointer; empty for the document itself.</param>
    /// <param name="value">The value at the end of the references.</param>
    /// <param name="resolvedPointer">Where it stands: <paramref name="pointer"/> itself when no reference was followed.</param>
    /// <returns>Whether there is such a value.</returns>
    public static bool TryResolve(JsonElement document, string pointer, out JsonElement value, out string resolvedPointer)
    {
        resolvedPointer = pointer;
        for (var followed = 0; followed <= MaxReferences; followed++)
        {
            if (Find(document, resolvedPointer) is not { } found)
            {
                break;
            }

            if (
                found.ValueKind != JsonValueKind.Object
                || !found.TryGetProperty("$ref", out var reference)
                || reference.ValueKind != JsonValueKind.String
            )
            {
                value = found;
                return true;
            }

            if (FromReference(reference.GetString()!) is not { } target || target == resolvedPointer)
            {
                break;
            }

            resolvedPointer = target;
        }

        value = default;
        return false;
    }

    private static JsonElement? Child(JsonElement parent, string segment)
    {
        if (parent.ValueKind == JsonValueKind.Object)
        {
            return parent.TryGetProperty(Unescape(segment), out var member) ? member : null;
        }

        // Leading zeros, signs and spaces are no index.
        var isIndex =
            segment is "0" || (segment.Length is > 0 and < 10 && segment[0] != '0' && !segment.AsSpan().ContainsAnyExceptInRange('0', '9'));
        if (parent.ValueKind != JsonValueKind.Array || !isIndex)
        {
            return null;
        }

        var index = int.Parse(segment, CultureInfo.InvariantCulture);
        return index < parent.GetArrayLength() ? parent[index] : null;
    }
}
