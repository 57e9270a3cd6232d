using Amazon.Lambda.Core;

namespace Amazon.Lambda.TestUtilities;

public class TestClientContext : IClientContext
{
    public IDictionary<string, string> Environment { get; set; }

    public IClientApplication Client { get; set; }

    public IDictionary<string, string> Custom { get; set; }
}
