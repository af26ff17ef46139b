using System.Net;
using System.Net.Http.Headers;

namespace k8s.Autorest;

public abstract class HttpMessageWrapper
{
    protected HttpMessageWrapper() => Headers = new Dictionary<string, IEnumerable<string>>(StringComparer.OrdinalIgnoreCase);

    public string Content { get; set; }
    public IDictionary<string, IEnumerable<string>> Headers { get; }

    protected void CopyHeaders(HttpHeaders headers)
    {
        foreach (var header in headers)
        {
            Headers[header.Key] = header.Value;
        }
    }
}

public class HttpRequestMessageWrapper : HttpMessageWrapper
{
    public HttpRequestMessageWrapper(HttpRequestMessage httpRequest, string content)
    {
        CopyHeaders(httpRequest.Headers);
        Content = content;
        Method = httpRequest.Method;
        RequestUri = httpRequest.RequestUri;
    }

    public HttpMethod Method { get; protected set; }
    public Uri RequestUri { get; protected set; }
}

public class HttpResponseMessageWrapper : HttpMessageWrapper
{
    public HttpResponseMessageWrapper(HttpResponseMessage httpResponse, string content)
    {
        CopyHeaders(httpResponse.Headers);
        Content = content;
        StatusCode = httpResponse.StatusCode;
        ReasonPhrase = httpResponse.ReasonPhrase;
    }

    public HttpStatusCode StatusCode { get; protected set; }
    public string ReasonPhrase { get; protected set; }
}
