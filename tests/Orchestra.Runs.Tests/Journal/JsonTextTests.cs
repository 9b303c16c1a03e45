using Orchestra.Runs.Journal;

namespace Orchestra.Runs.Tests.Journal;

internal sealed class JsonTextTests
{
    [TestCase("""{"a":1}""", """{"a":1}""", TestName = "Text without NUL is left alone")]
    [TestCase("""["\u0000"]""", """["\ufffd"]""", TestName = "An escaped NUL becomes the replacement character")]
    [TestCase("""["\\u0000"]""", """["\\u0000"]""", TestName = "A backslash before u0000 is text")]
    [TestCase("""["\\\u0000"]""", """["\\\ufffd"]""", TestName = "A backslash and then a NUL")]
    [TestCase("""["\\\\u0000"]""", """["\\\\u0000"]""", TestName = "Two backslashes before u0000 are text")]
    [TestCase("""["\"\u0000\n\u0001"]""", """["\"\ufffd\n\u0001"]""", TestName = "Other escapes stay")]
    [TestCase("""["\u0000\u0000"]""", """["\ufffd\ufffd"]""", TestName = "Each of several")]
    public void NUL_is_what_jsonb_cannot_hold(string json, string expected) => Assert.That(JsonText.ForJsonb(json), Is.EqualTo(expected));
}
