using System.Text;
using System.Xml;
using Orchestra.Cli.Offline;

namespace Orchestra.Cli.Server;

/// <summary>A process's text for the server, which gets it inside JSON: decoded by the encoding that the XML itself declares.</summary>
internal static class SourceText
{
    public static string ReadXml(string path)
    {
        var content = SourceFile.Read(path);
        using var reader = new StreamReader(new MemoryStream(content), DeclaredEncoding(content), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static Encoding DeclaredEncoding(byte[] content)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var xml = XmlReader.Create(new MemoryStream(content), settings);
            if (xml.Read() && xml.NodeType == XmlNodeType.XmlDeclaration && xml.GetAttribute("encoding") is { } name)
            {
                return Encoding.GetEncoding(name);
            }
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException)
        {
            // Not well-formed, or an encoding that nobody knows: the import says what is wrong, with its line.
        }

        return Encoding.UTF8;
    }
}
