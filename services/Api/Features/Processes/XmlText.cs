using System.Text;
using System.Xml;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Processes;

/// <summary>The text of an XML file, decoded by its byte order mark or by the encoding that it declares itself, else as UTF-8.</summary>
internal static class XmlText
{
    /// <exception cref="ApiException">400: the bytes are not of that encoding, or nobody knows it. Nothing is replaced in silence.</exception>
    public static string Decode(byte[] content)
    {
        var encoding = DeclaredEncoding(content);
        try
        {
            using var reader = new StreamReader(new MemoryStream(content), encoding, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            throw ApiException.BadRequest("source", $"the file is not {encoding.WebName}: declare its encoding, or save it as UTF-8");
        }
    }

    private static Encoding DeclaredEncoding(byte[] content)
    {
        if (DeclaredName(content) is not { } name)
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        }

        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            throw ApiException.BadRequest("source", $"the file's encoding '{name}' is not known here: save it as UTF-8");
        }
    }

    // Read as Latin-1: the declaration itself is ASCII, and a reader that takes it at its word would fail on an unknown name.
    private static string? DeclaredName(byte[] content)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var text = new StreamReader(new MemoryStream(content), Encoding.Latin1, detectEncodingFromByteOrderMarks: true);
            using var xml = XmlReader.Create(text, settings);
            return xml.Read() && xml.NodeType == XmlNodeType.XmlDeclaration ? xml.GetAttribute("encoding") : null;
        }
        catch (XmlException)
        {
            // The import says what is wrong, with its line.
            return null;
        }
    }
}
