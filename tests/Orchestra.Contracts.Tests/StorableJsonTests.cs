using System.Text.Json.Nodes;
using Orchestra.Contracts.Json;

namespace Orchestra.Contracts.Tests;

public sealed class StorableJsonTests
{
    [TestCase("""{"a":[1,"x",null,true,{}]}""", null)]
    [TestCase("""["\\u0000","\\ud800"]""", null, TestName = "An escaped backslash before u0000 is text")]
    [TestCase("""["\ud83d\ude00"]""", null, TestName = "A whole pair is a character")]
    [TestCase("""{"a":["\u0000"]}""", "NUL")]
    [TestCase("""{"\u0000":1}""", "NUL")]
    [TestCase("""["\ud800"]""", "surrogate")]
    [TestCase("""{"\udc00x":1}""", "surrogate")]
    [TestCase("[1e400]", null)]
    [TestCase("[-1e-400]", null)]
    [TestCase("[1e200000]", "1e200000")]
    [TestCase("[1e-200000]", "1e200000")]
    [TestCase("[1e99999999999999999999]", "1e200000")]
    [TestCase("[1e2000]", "1e200000", TestName = "A short number must not become a long text")]
    public void What_the_database_cannot_hold_is_told(string json, string? says)
    {
        Assert.That(StorableJson.FaultOf(JsonNode.Parse(json)), says is null ? Is.Null : Does.Contain(says));
        Assert.That(StorableJson.FaultOfText(json), says is null ? Is.Null : Does.Contain(says));
    }

    [Test]
    public void NUL_may_be_allowed_and_hides_no_other_fault()
    {
        Assert.That(StorableJson.FaultOf(JsonNode.Parse("""["\u0000"]"""), allowNul: true), Is.Null);
        Assert.That(StorableJson.FaultOf(JsonNode.Parse("""["\u0000",1e200000]"""), allowNul: true), Does.Contain("1e200000"));
    }

    [Test]
    public void Many_numbers_with_large_exponents_do_not_add_up_to_gigabytes()
    {
        var few = $"[{string.Join(',', Enumerable.Repeat("1e999", 10))}]";
        var many = $"[{string.Join(',', Enumerable.Repeat("1e999", 20_000))}]";

        Assert.That(StorableJson.FaultOf(JsonNode.Parse(few)), Is.Null);
        Assert.That(StorableJson.FaultOf(JsonNode.Parse(many)), Is.Not.Null);
    }

    [TestCase("application/json", true)]
    [TestCase("Application/JSON; charset=utf-8", true)]
    [TestCase("text/json", true)]
    [TestCase("application/problem+json", true)]
    [TestCase("*/*", false)]
    [TestCase("text/plain", false)]
    [TestCase("", false)]
    public void A_media_type_is_JSON_or_not(string type, bool isJson) => Assert.That(JsonMediaTypes.IsJson(type), Is.EqualTo(isJson));

    [TestCase("*/*", true)]
    [TestCase("application/*;q=1", true)]
    [TestCase("application/json", false)]
    [TestCase("text/*", false)]
    public void A_range_may_leave_it_open(string type, bool isOpen) => Assert.That(JsonMediaTypes.IsOpen(type), Is.EqualTo(isOpen));
}
