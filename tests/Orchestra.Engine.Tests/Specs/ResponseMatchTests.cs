using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Tests.Specs;

public sealed class ResponseMatchTests
{
    [TestCase(404, "exact")]
    [TestCase(409, "class")]
    [TestCase(500, "default")]
    [TestCase(200, "default")]
    public void The_nearest_declaration_counts(int status, string description)
    {
        var endpoint = SpecTexts.Only(
            "openapi: 3.0.3\npaths: { /a: { get: { responses: { default: { description: default }, 4XX: { description: class }, 404: { description: exact } } } } }"
        );

        Assert.That(ResponseMatch.Find(endpoint, status)!.Description, Is.EqualTo(description));
    }

    [Test]
    public void An_undeclared_status_has_none()
    {
        Assert.That(ResponseMatch.Find(SpecTexts.Only(SpecTexts.Small()), 201), Is.Null);
    }
}
