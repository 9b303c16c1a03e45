using System.Text.Json.Nodes;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Plugins.Http.Writing;

namespace Orchestra.Engine.Tests.Plugins.Http;

/// <summary>The table of styles in the OpenAPI Specification ("Style Examples", 3.0.4 and 3.1.1).</summary>
public sealed class ParameterStyleTests
{
    private const string Blue = "\"blue\"";
    private const string Colors = """["blue","black","brown"]""";
    private const string Rgb = """{"R":100,"G":200,"B":150}""";

    [TestCase("matrix", false, "\"\"", ";color")]
    [TestCase("matrix", false, Blue, ";color=blue")]
    [TestCase("matrix", false, Colors, ";color=blue,black,brown")]
    [TestCase("matrix", false, Rgb, ";color=R,100,G,200,B,150")]
    [TestCase("matrix", true, "\"\"", ";color")]
    [TestCase("matrix", true, Blue, ";color=blue")]
    [TestCase("matrix", true, Colors, ";color=blue;color=black;color=brown")]
    [TestCase("matrix", true, Rgb, ";R=100;G=200;B=150")]
    [TestCase("label", false, "\"\"", ".")]
    [TestCase("label", false, Blue, ".blue")]
    [TestCase("label", false, Colors, ".blue,black,brown")]
    [TestCase("label", false, Rgb, ".R,100,G,200,B,150")]
    [TestCase("label", true, "\"\"", ".")]
    [TestCase("label", true, Blue, ".blue")]
    [TestCase("label", true, Colors, ".blue.black.brown")]
    [TestCase("label", true, Rgb, ".R=100.G=200.B=150")]
    [TestCase("simple", false, "\"\"", "")]
    [TestCase("simple", false, Blue, "blue")]
    [TestCase("simple", false, Colors, "blue,black,brown")]
    [TestCase("simple", false, Rgb, "R,100,G,200,B,150")]
    [TestCase("simple", true, Blue, "blue")]
    [TestCase("simple", true, Colors, "blue,black,brown")]
    [TestCase("simple", true, Rgb, "R=100,G=200,B=150")]
    [TestCase(null, null, Rgb, "R,100,G,200,B,150")]
    [TestCase("matrix", true, "[]", null)]
    [TestCase("simple", false, "{}", null)]
    [TestCase("simple", false, "null", null)]
    [TestCase("simple", false, """["a,b","/","ü",null]""", "a%2Cb,%2F,%C3%BC")]
    [TestCase("matrix", true, """{"k=":";"}""", ";k%3D=%3B")]
    public void A_path_parameter_is_written_by_its_style(string? style, bool? explode, string value, string? written)
    {
        var parameter = new SpecParameter("color", "path", true, null) { Style = style, Explode = explode };

        Assert.That(ParameterWriter.Path("color", JsonNode.Parse(value), parameter), Is.EqualTo(written));
    }

    [TestCase("form", false, "\"\"", "color=")]
    [TestCase("form", false, Blue, "color=blue")]
    [TestCase("form", false, Colors, "color=blue,black,brown")]
    [TestCase("form", false, Rgb, "color=R,100,G,200,B,150")]
    [TestCase("form", true, "\"\"", "color=")]
    [TestCase("form", true, Blue, "color=blue")]
    [TestCase("form", true, Colors, "color=blue&color=black&color=brown")]
    [TestCase("form", true, Rgb, "R=100&G=200&B=150")]
    [TestCase("spaceDelimited", false, Colors, "color=blue%20black%20brown")]
    [TestCase("spaceDelimited", false, Rgb, "color=R%20100%20G%20200%20B%20150")]
    [TestCase("pipeDelimited", false, Colors, "color=blue%7Cblack%7Cbrown")]
    [TestCase("pipeDelimited", false, Rgb, "color=R%7C100%7CG%7C200%7CB%7C150")]
    [TestCase("deepObject", true, Rgb, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150")]
    [TestCase("spaceDelimited", true, Colors, "color=blue&color=black&color=brown")]
    [TestCase(null, null, Colors, "color=blue&color=black&color=brown")]
    [TestCase("pipeDelimited", null, Colors, "color=blue%7Cblack%7Cbrown")]
    [TestCase("deepObject", null, """{"a":{"b":[1,2]},"c":null}""", "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2")]
    [TestCase("form", true, """["a&b","c=d",null,[1]]""", "color=a%26b&color=c%3Dd&color=%5B1%5D")]
    [TestCase("form", true, "[]", "")]
    [TestCase("form", true, "null", "")]
    public void A_query_parameter_is_written_by_its_style(string? style, bool? explode, string value, string written)
    {
        var parameter = new SpecParameter("color", "query", true, null) { Style = style, Explode = explode };

        Assert.That(string.Join('&', ParameterWriter.Query("color", JsonNode.Parse(value), parameter)), Is.EqualTo(written));
    }

    [TestCase(false, Blue, "blue")]
    [TestCase(false, Colors, "blue,black,brown")]
    [TestCase(false, Rgb, "R,100,G,200,B,150")]
    [TestCase(true, Rgb, "R=100,G=200,B=150")]
    [TestCase(null, "\"a b; c\"", "a b; c")]
    [TestCase(null, "null", null)]
    public void A_header_is_written_simply(bool? explode, string value, string? written)
    {
        var parameter = new SpecParameter("color", "header", true, null) { Explode = explode };

        Assert.That(ParameterWriter.Header(JsonNode.Parse(value), parameter), Is.EqualTo(written));
    }

    [TestCase(null, Blue, "color=blue")]
    [TestCase(false, Colors, "color=blue,black,brown")]
    [TestCase(false, Rgb, "color=R,100,G,200,B,150")]
    [TestCase(true, Colors, "color=blue; color=black; color=brown")]
    [TestCase(true, Rgb, "R=100; G=200; B=150")]
    [TestCase(null, "\"a; b=c, é\"", "color=a%3B%20b=c%2C%20%C3%A9")]
    public void A_cookie_is_written_as_a_form(bool? explode, string value, string written)
    {
        var parameter = new SpecParameter("color", "cookie", true, null) { Explode = explode };
        var cookies = ParameterWriter.Cookie("color", JsonNode.Parse(value), parameter);

        Assert.That(string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")), Is.EqualTo(written));
    }

    [TestCase(false, "\"a/b?c=d&e#f[g]+h %2F%zz\"", "q=a%2Fb%3Fc%3Dd%26e%23f%5Bg%5D%2Bh%20%252F%25zz")]
    [TestCase(true, "\"a/b?c=d&e#f[g]+h %2F%zz\"", "q=a/b?c=d%26e%23f%5Bg%5D%2Bh%20%2F%25zz")]
    public void Reserved_characters_stay_where_the_spec_allows_them(bool isAllowed, string value, string written)
    {
        var parameter = new SpecParameter("q", "query", true, null) { AllowReserved = isAllowed };

        Assert.That(ParameterWriter.Query("q", JsonNode.Parse(value), parameter).Single(), Is.EqualTo(written));
    }

    [TestCase("application/json", """q=%7B%22a%22%3A%5B1%2C%22x%22%5D%7D""")]
    [TestCase("text/plain", """q=%7B%22a%22%3A%5B1%2C%22x%22%5D%7D""")]
    public void A_parameter_with_content_is_written_in_its_media_type(string type, string written)
    {
        var parameter = new SpecParameter("q", "query", true, null) { ContentType = type };
        var value = JsonNode.Parse("""{"a":[1,"x"]}""");

        Assert.That(ParameterWriter.Query("q", value, parameter).Single(), Is.EqualTo(written));
        Assert.That(ParameterWriter.Query("q", "x", parameter).Single(), Is.EqualTo(type == "text/plain" ? "q=x" : "q=%22x%22"));
    }
}
