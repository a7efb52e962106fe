import express, { type Router } from 'express';
import { absolutePath } from 'swagger-ui-dist';

const initializer = `
window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: true,
  presets: [SwaggerUIBundle.presets.apis],
});
`;

/** The API's reference to browse and to try, served from here alone: no third-party host, no inline script. */
export function documentation(): Router {
  const router = express.Router();
  router.get('/swagger-initializer.js', (_request, response) => void response.type('js').send(initializer));
  router.use(express.static(absolutePath(), { index: 'index.html' }));
  return router;
}
