using System.Text.Json;
using Orchestra.Engine.JsonSchema;

namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>The formats, where they are checked.</summary>
public sealed class SchemaFormatTests
{
    [TestCase(
        "date",
        new[] { "2024-02-29", "0000-02-29", "1999-12-31" },
        new[] { "2023-02-29", "2024-2-29", "2024-13-01", "2024-01-00", "2024-02-2৪", "20240229" }
    )]
    [TestCase(
        "time",
        new[] { "08:30:06Z", "23:59:60Z", "01:29:60+01:30", "12:00:00.5-08:00" },
        new[] { "08:30:06", "24:00:00Z", "22:59:60Z", "12:00:00.Z", "1:00:00Z", "12:00:00+24:00", "12:00:00 Z" }
    )]
    [TestCase(
        "date-time",
        new[] { "1963-06-19T08:30:06.283185Z", "1998-12-31T23:59:60Z", "2024-01-01t00:00:00z" },
        new[] { "1963-06-19", "1963-06-19 08:30:06Z", "1990-02-31T15:59:59Z", "1998-12-31T23:58:60Z", "" }
    )]
    [TestCase(
        "duration",
        new[] { "P4DT12H30M5S", "P1Y", "PT36H", "P4W", "P0D" },
        new[] { "P", "PT", "P1YT", "P2D1Y", "1D", "P1Y2W", "PT1D", "P1H", "P١Y" }
    )]
    [TestCase(
        "email",
        new[] { "joe.bloggs@example.com", "te~st+x@a.b", "\"joe bloggs\"@example.com", "joe@[127.0.0.1]", "joe@[IPv6:::1]" },
        new[] { "2962", ".a@b.c", "a.@b.c", "a..b@c.d", "joe@", "@b", "joe@inv=alid.com", "joe@[127.0.0.300]", "a\"b@c.d" }
    )]
    [TestCase(
        "hostname",
        new[] { "www.example.com", "a", "xn--4gbwdl.xn--wgbh1c", "1host" },
        new[] { "-a", "a-", "a_b", "a..b", "a.", "", "a b", "1234567890123456789012345678901234567890123456789012345678901234" }
    )]
    [TestCase(
        "ipv4",
        new[] { "192.168.0.1", "0.0.0.0", "255.255.255.255" },
        new[] { "256.0.0.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "0x1.2.3.4", "1.2.3.4/24", "1২7.0.0.1", "" }
    )]
    [TestCase(
        "ipv6",
        new[] { "::1", "::", "12:3:4::8", "1:2:3:4:5:6:7:8", "::ffff:192.168.0.1" },
        new[]
        {
            "12345::",
            ":::1",
            "1:2:3:4:5:6:7:8:9",
            "fe80::a%eth1",
            "[::1]",
            "::1/64",
            "1::2::3",
            "1.2.3.4",
            "::1.2.3",
            "::ffff:1.2.3.04",
        }
    )]
    [TestCase("json-pointer", new[] { "", "/", "/foo/b~0ar~1", "/a b" }, new[] { "foo", "#/a", "/~2", "/a~" })]
    [TestCase("regex", new[] { "([abc])+\\s+$", "^\\p{L}$", "(?<a>x)\\k<a>" }, new[] { "^(abc]", "\\a", "a{2", "(?i)a", "[b-a]" })]
    [TestCase(
        "uri",
        new[] { "http://foo.bar/?baz=qux#quux", "urn:oasis:names", "ftp://u:p@h:80/", "mailto:a@b.c", "http://[::1]/" },
        new[] { "//foo.bar", "/a", "\\\\WINDOWS", "http:// x", "bar,baz:", "http://a/%zz", "http://[1::2::3]/", "ht tp://a" }
    )]
    [TestCase("uri-reference", new[] { "//foo.bar", "/a?b#c", "#x", "a/b", "", "http://a" }, new[] { "\\\\W", "#fr\\ag", "a b", "1a:b" })]
    [TestCase(
        "uuid",
        new[] { "2EB8AA08-aa98-11EA-b4aa-73b441d16380", "00000000-0000-0000-0000-000000000000" },
        new[]
        {
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
            "2eb8aa08aa9811eab4aa73b441d16380",
            "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}",
            "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
        }
    )]
    [TestCase("iri", new[] { "http://ƒøø.ßår/?∂éœ=πîx#πîüx", "http://[::1]/" }, new[] { "/abc", "fö://a", "http://a b", "\\\\WINDOWS" })]
    [TestCase("iri-reference", new[] { "/âππ", "#ƒrägmênt", "âππ" }, new[] { "\\\\W", "#ƒräg\\mênt" })]
    [TestCase(
        "uri-template",
        new[] { "http://a.b/{term:1}/{term}", "/{?q,lang*}", "{+path}/here", "", "/a%20b" },
        new[] { "/{term", "/term}", "/{a:0}", "/{a b}", "/{}", "a b", "/%zz" }
    )]
    [TestCase(
        "relative-json-pointer",
        new[] { "1", "0/foo/bar", "2/0/baz", "0#", "0+1/a" },
        new[] { "/foo", "-1/a", "+1/a", "01/a", "0##", "", "0~" }
    )]
    [TestCase("idn-email", new[] { "실례@실례.테스트", "joe@example.com" }, new[] { "2962", "@실례.테스트", "a b@c.d" })]
    [TestCase(
        "idn-hostname",
        new[] { "실례.테스트", "www.example.com", "a・カ", "l·l", "α͵β" },
        new[] { "〮실례", "-실", "실-", "", "·a", "a・b", "a͵S", "٠۰", "\u0903hello" }
    )]
    public void A_format_tells_texts_apart(string format, string[] good, string[] bad)
    {
        var schema = Compile(format, assert: true);
        using (Assert.EnterMultipleScope())
        {
            foreach (var text in good)
            {
                Assert.That(schema.IsValid(JsonSerializer.SerializeToElement(text)), Is.True, text);
            }

            foreach (var text in bad)
            {
                Assert.That(schema.IsValid(JsonSerializer.SerializeToElement(text)), Is.False, text);
            }
        }
    }

    [Test]
    public void Formats_are_annotations_unless_asked_for() =>
        Assert.That(Compile("date", assert: false).IsValid(JsonSerializer.SerializeToElement("never")));

    [Test]
    public void Unknown_formats_and_other_kinds_pass()
    {
        Assert.That(Compile("int32", assert: true).IsValid(JsonSerializer.SerializeToElement("x")));
        Assert.That(Compile("date", assert: true).IsValid(JsonSerializer.SerializeToElement(5)));
    }

    [Test]
    public void An_error_names_the_format()
    {
        var error = Compile("date", assert: true).Validate(JsonSerializer.SerializeToElement("never")).Errors.Single();

        Assert.That(error, Is.EqualTo(new SchemaError("", "/format", "format", "expected the format date, found \"never\"")));
    }

    private static CompiledSchema Compile(string format, bool assert) =>
        SchemaCompiler.Compile(
            JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["format"] = format }),
            SchemaDialect.Draft202012,
            options: new SchemaOptions { AssertFormats = assert }
        );
}
